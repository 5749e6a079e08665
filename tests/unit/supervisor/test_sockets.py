"""How the tests reach their own server."""

from pathlib import Path

from supervisor.throwaway import socket_folder


def test_the_server_is_reached_in_its_own_folder_and_by_the_network_where_the_kernel_takes_no_such_address() -> None:
    assert socket_folder(Path("/tmp/lonsam-throwaway-1-x/postgres")) == "/tmp/lonsam-throwaway-1-x/postgres"  # noqa: S108
    assert socket_folder(Path("/", *["a folder in a folder"] * 6)) == ""
