"""A small real OpenID Connect provider for tests: discovery, a page to say who one is, codes with PKCE, RS256.

It checks what a provider checks (client and secret, where a code may go, its single use, its PKCE verifier) and knows
the people it is given: address → name. `verified=False` is a provider that did not verify the addresses.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "earshot"
CLIENT_SECRET = "a-secret-of-the-tests"


@dataclass
class Provider:
    """A running provider: whom it knows, what it gave out, and how often each endpoint was asked."""

    address: str
    people: Mapping[str, str]
    verified: bool = True
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
    )
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    issued_ago: int = 0
    """Seconds by which tokens are older than they are: of somebody who signed in long ago."""

    def secrets_file(self, folder: Path, app: str) -> Path:
        """Streamlit's secrets for an app at this address."""
        file = folder / "secrets.toml"
        said = {
            "redirect_uri": f"{app}/oauth2callback",
            "cookie_secret": secrets.token_hex(32),
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "server_metadata_url": f"{self.address}/.well-known/openid-configuration",
        }
        file.write_text("[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items()))
        return file

    def metadata(self) -> dict[str, Any]:
        """What discovery says."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def choices(self, asked: dict[str, str]) -> str:
        """The page on which somebody says who they are."""
        links = (
            f'<li><a href="/chosen?{escape(urlencode({**asked, "email": email}))}">{escape(name)}</a></li>'
            for email, name in self.people.items()
        )
        return f"<!doctype html><title>Who are you?</title><h1>Who are you?</h1><ul>{''.join(links)}</ul>"

    def code_for(self, asked: dict[str, str]) -> str:
        """A code for this request."""
        assert asked["client_id"] == CLIENT_ID and asked["response_type"] == "code"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return code

    def tokens_for(self, given: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, once; None where anything about it is wrong."""
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or given.get("redirect_uri") != asked["redirect_uri"]:
            return None
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time()) - self.issued_ago
        claims = {
            "iss": self.address,
            "sub": hashlib.sha256(asked["email"].encode()).hexdigest()[:16],
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 7200 + self.issued_ago,
            "nonce": asked["nonce"],
            "email": asked["email"],
            "email_verified": self.verified,
            "name": self.people[asked["email"]],
        }
        token = jwt.encode({"alg": "RS256", "kid": "test"}, claims, self.key)
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300, "id_token": token}


@contextmanager
def provider(people: Mapping[str, str], *, verified: bool = True) -> Iterator[Provider]:
    """A provider that knows these people, on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    found = Provider(f"http://127.0.0.1:{server.server_port}", people, verified)
    server.found = found  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


class _Answers(BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found = self._provider()
        found.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._say(found.metadata())
        elif parts.path == "/jwks":
            self._say({"keys": [found.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self._show(found.choices(asked))
        elif parts.path == "/chosen":
            code = found.code_for(asked)
            self._send_to(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        elif parts.path == "/logout":
            self._send_to(asked["post_logout_redirect_uri"].removesuffix("/oauth2callback") + "/")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        found = self._provider()
        found.asked.append(self.path)
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(sent).items()}
        tokens = found.tokens_for(given) if self.path == "/token" and self._is_the_client(given) else None
        self._say(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def log_message(self, *_: object) -> None:
        """Nothing: `asked` remembers."""

    def _provider(self) -> Provider:
        found: Provider = self.server.found  # type: ignore[attr-defined]
        return found

    def _is_the_client(self, given: dict[str, str]) -> bool:
        header = self.headers.get("Authorization", "")
        if header.startswith("Basic "):
            name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
            return (name, secret) == (CLIENT_ID, CLIENT_SECRET)
        return (given.get("client_id"), given.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)

    def _say(self, document: object, status: int = 200) -> None:
        self._answer(status, "application/json", json.dumps(document).encode())

    def _show(self, page: str) -> None:
        self._answer(200, "text/html; charset=utf-8", page.encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()
