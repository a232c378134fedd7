#!/usr/bin/python3
"""Headless Thunderbird, driven by Marionette, its own remote control: has it run thunderbird.js for
each address and takes the encrypted mails from its outbox.
  thunderbird.py PROFILE OUT < ADDRESSES
"""
import email
import json
import os
import socket
import subprocess
import sys
import time

profile, out = sys.argv[1:3]
LONGEST = 60


class Marionette:
    """Requests and answers are JSON arrays behind their length, as in "13:[0,1,...]"."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), LONGEST)
        self.stream = self.socket.makefile("rb")
        self.count = 0
        self.receive()  # a greeting

    def receive(self):
        size = b""
        while not size.endswith(b":"):
            byte = self.stream.read(1)
            if not byte:
                raise EOFError("Thunderbird is gone")
            size += byte
        return json.loads(self.stream.read(int(size[:-1])))

    def call(self, command, **arguments):
        self.count += 1
        text = json.dumps([0, self.count, command, arguments]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(error)
        return result["value"] if result and "value" in result else None


def connect(process):
    end = time.monotonic() + LONGEST
    while True:
        try:
            with open(os.path.join(profile, "MarionetteActivePort")) as file:
                return Marionette(int(file.read()))
        except (OSError, ValueError):
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)


def write_mails(driver):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "thunderbird.js")) as file:
        script = file.read()
    driver.call("WebDriver:NewSession")
    driver.call("Marionette:SetContext", value="chrome")
    driver.call("WebDriver:SetTimeouts", script=LONGEST * 1000)
    start = 0
    for mail in sys.stdin.read().split():
        result = driver.call("WebDriver:ExecuteAsyncScript", script=script, args=[mail])
        if "error" in result:
            raise RuntimeError(f"{mail}: {result['error']}")
        if "reason" in result:
            with open(f"{out}/{mail}.why", "w") as file:
                file.write(result["reason"] + "\n")
        else:
            start = take(mail, start)


def take(mail, start):
    """From the outbox: an mbox that grows by one mail."""
    with open(os.path.join(profile, "Mail", "Local Folders", "Unsent Messages"), "rb") as file:
        file.seek(start)
        file.readline()  # From
        message = email.message_from_bytes(file.read())
        if message["To"] != mail or message.get_content_type() != "application/pkcs7-mime":
            raise RuntimeError(f"{mail}: another mail in the outbox: {message.as_string()}")
        with open(f"{out}/{mail}.p7", "wb") as coded:
            coded.write(message.get_payload(decode=True))
        return file.tell()


with open(os.path.join(profile, "thunderbird.log"), "w") as log:
    thunderbird = subprocess.Popen(
        ["/usr/lib/thunderbird/thunderbird", "--headless", "--no-remote", "--profile", profile]
        + ["--marionette", "-remote-allow-system-access"],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env={**os.environ, "HOME": profile, "LC_ALL": "C"},
    )
try:
    marionette = connect(thunderbird)
    write_mails(marionette)
finally:
    thunderbird.kill()
    thunderbird.wait()
