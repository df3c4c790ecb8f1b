"""What a short Python script does to try a login: python3 smtplib_login.py HOST PORT starttls|tls|none USER CA (or -).

The secret is in $PEER_SECRET. With a sender and a recipient as further arguments the message is sent as well.
"""
import os
import smtplib
import ssl
import sys

host, port, security, user, ca = sys.argv[1:6]
context = ssl.create_default_context(cafile=None if ca == "-" else ca)
if security == "tls":
    server = smtplib.SMTP_SSL(host, int(port), local_hostname="localhost", context=context)
else:
    server = smtplib.SMTP(host, int(port), local_hostname="localhost")
    if security == "starttls":
        server.starttls(context=context)
server.login(user, os.environ["PEER_SECRET"])
if len(sys.argv) > 7:
    sender, recipient = sys.argv[6:8]
    server.sendmail(sender, [recipient], "Subject: test\r\n\r\ntest\r\n")
server.quit()
print("ok")
