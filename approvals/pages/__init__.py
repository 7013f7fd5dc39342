"""The screens where people act. Thin: look up, form, perform, answer."""
