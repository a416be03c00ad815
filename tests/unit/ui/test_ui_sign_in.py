"""How long a sign-in is believed: it is used, or it is as old as its token."""

from lib.ui.sign_in import Identity, Watch, _identity

ANNA = Identity("idp|1", "anna@example.org", "Anna", "idp|1|1000.0", 1000.0)


def test_a_sign_in_that_is_not_known_is_as_old_as_its_token() -> None:
    watch = Watch()
    assert not watch.is_over(ANNA, 60, 1059.0)
    assert watch.is_over(ANNA, 60, 1061.0)


def test_use_keeps_it() -> None:
    watch = Watch()
    watch.use(ANNA, 1050.0)
    assert not watch.is_over(ANNA, 60, 1109.0)
    assert watch.is_over(ANNA, 60, 1111.0)


def test_an_address_counts_where_it_was_verified() -> None:
    claims = {"iss": "https://idp", "sub": "7", "email": " Anna@Example.org ", "name": "Anna", "iat": 5}
    assert _identity(claims).email == "anna@example.org"
    assert _identity({**claims, "email_verified": True}).email == "anna@example.org"
    for said in (False, "false", None, 0):
        assert _identity({**claims, "email_verified": said}).email == ""
    assert _identity(claims).subject == "https://idp|7"
    assert _identity({**claims, "iss": "https://other"}).subject != _identity(claims).subject
