import re
def test_p(desk):
    s = desk.submit()
    b = desk.browser("desk")
    r = b.get("/ban-lam-viec"); print(r.status_code, r.headers.get("Location"))
    r = b.get("/ban-lam-viec/cho-tiep-nhan"); print(r.status_code); 
    open("/tmp/q.html","w").write(r.content.decode())
    r = b.get(f"/ban-lam-viec/ho-so/{s.code}"); print(r.status_code)
    open("/tmp/d.html","w").write(r.content.decode())
    page=r.content.decode()
    for who in ("specialist","leader","administrator","other-desk","mother",""):
        b=desk.browser(who); print(who,[ (u,b.get(u).status_code) for u in ("/ban-lam-viec/cho-tiep-nhan",f"/ban-lam-viec/ho-so/{s.code}","/ban-lam-viec/tim?q=mai")])
