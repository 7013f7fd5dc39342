import pytest
from datetime import date
from pathlib import Path
@pytest.mark.browser
def test_shots(served, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE","1")
    from processes.models import Role
    from tests.processes.directory_people import post_of, account_of, unit, system
    from processes.delegation import grant_instrument
    from django.test import Client
    a=post_of(Role.SYSTEM_ADMIN,"vpub",title="Quản trị hệ thống")
    k=post_of(Role.PLAN_ADMIN,title="Quản trị nghiệp vụ")
    c=post_of(Role.CHAIRMAN,"ubnd-tinh-2025",title="Chủ tịch"); d=post_of(Role.VICE_CHAIRMAN,"ubnd-tinh-2025",title="Phó Chủ tịch")
    grant_instrument(c,d,"KT","15/QĐ-UBND",date(2025,7,5),date(2025,7,10),by=system("keep_instruments"))
    from playwright.sync_api import sync_playwright
    axe=Path(".venv/lib/python3.11/site-packages/axe_playwright_python/axe.min.js").read_text()
    def cookie(acc):
        cl=Client(); cl.force_login(acc); return cl.cookies["duyet"].value
    ck={"a":cookie(account_of(a)),"k":cookie(account_of(k))}
    pages=[("a","/nguoi/"),("a",f"/nguoi/{d.person_id}/"),("a",f"/nguoi/{d.person_id}/chuc-vu/?co-quan=skhcn-2025"),("a",f"/nguoi/{d.person_id}/gop/?q=nguyen"),("k","/co-quan/"),("k","/co-quan/skhcn-2025/"),("k",f"/nguoi/{d.person_id}/van-ban/"),("k","/co-quan/moi/"),("a","/mat-khau/"),("a",f"/nguoi/{d.person_id}/chuc-vu/"),("k",f"/nguoi/{d.person_id}/")]
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox"])
        for who in "ak":
          ctx=b.new_context(viewport={"width":1366,"height":768},bypass_csp=True)
          ctx.add_cookies([{"name":"duyet","value":ck[who],"url":served}])
          pg=ctx.new_page()
          for i,(w,u) in enumerate(pages):
            if w!=who: continue
            pg.set_viewport_size({"width":1366,"height":768})
            pg.goto(served+u); pg.screenshot(path=f"/tmp/duyet/shot{i}.png",full_page=True)
            pg.evaluate(axe); r=pg.evaluate("axe.run()")
            print(u,[ (v["id"],[n["html"][:150] for n in v["nodes"]][:3]) for v in r["violations"]])
            pg.set_viewport_size({"width":320,"height":800}); print("   320 overflow", pg.evaluate("document.documentElement.scrollWidth"))
        b.close()
