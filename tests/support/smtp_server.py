"""A real mail server for tests: aiosmtpd, with faults by the recipient's name.

    python3 smtp_server.py PORT FOLDER [USER PASSWORD]

Prints the port when it listens. Each message taken is written to FOLDER as JSON, read by Python's own mail library,
which knows nothing of the program that wrote it. `refused@…` gets 550, `slow@…` too, but only when FOLDER has a file
`go`, `busy@…` gets 451 at the end of the message, and the first message to `vanish@…` is taken, but the server ends
before it says so.
"""

import asyncio
import email
import email.policy
import itertools
import json
import logging
import os
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


# That signing in without TLS is no good idea is known.
logging.disable(logging.WARNING)


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.numbers = itertools.count(len(os.listdir(folder)))

    async def handle_RCPT(self, server, session, envelope, address, options):
        while address.startswith("slow@") and not os.path.exists(os.path.join(self.folder, "go")):
            await asyncio.sleep(0.01)
        if address.startswith(("refused@", "slow@")):
            return f"550 5.1.1 <{address}> is nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(address.startswith("busy@") for address in envelope.rcpt_tos):
            return "451 4.2.1 later, please"
        number = self.keep(envelope)
        if number == 0 and any(address.startswith("vanish@") for address in envelope.rcpt_tos):
            os._exit(0)
        return "250 taken"

    def keep(self, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: message.get_body((kind,)).get_content()
        kept = {
            "mail_from": envelope.mail_from,
            "rcpt_tos": envelope.rcpt_tos,
            "headers": {name: str(value) for name, value in message.items()},
            "content_type": message.get_content_type(),
            "text": part("plain"),
            "html": part("html"),
            "defects": [str(defect) for defect in message.defects],
            "ascii": envelope.content.isascii(),
        }
        number = next(self.numbers)
        path = os.path.join(self.folder, f"{number:04}.json")
        with open(path + ".new", "w") as file:
            json.dump(kept, file)
        os.rename(path + ".new", path)
        return number


def main():
    port, folder = int(sys.argv[1]), sys.argv[2]
    demands = {}
    if len(sys.argv) > 3:
        wanted = tuple(word.encode() for word in sys.argv[3:5])
        demands = {"auth_required": True, "auth_require_tls": False, "authenticator": signs_in(wanted)}
    controller = Controller(Handler(folder), hostname="127.0.0.1", port=port or free_port(), **demands)
    controller.start()
    print(controller.port, flush=True)
    # Whoever started it holds the other end; when that is let go of, it is over.
    sys.stdin.read()
    controller.stop()


def signs_in(wanted):
    def authenticator(server, session, envelope, mechanism, given):
        return AuthResult(success=(given.login, given.password) == wanted, handled=False)

    return authenticator


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


main()
