"""What people fill in. Forms check shapes; whether it may be done is the engine's to say."""
