"""Several processes write at once, and one is killed in the middle: no fork, no loss."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from findings.register import Register
from tests.findings.made import NAME, consignment

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from findings.finding import Consignment
from findings.register import Register
with Register(sys.argv[1], create=True) as register:
    for number in range(int(sys.argv[2])):
        came = Consignment(f"{sys.argv[3]}-{number}", "p" * 100)
        print(register.open_consignment(came, "x" * 100), flush=True)
"""


def writer(path: Path, count: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_three_processes_that_begin_and_write_at_once_make_one_chain(path: Path) -> None:
    """The file does not exist yet: all three make it."""
    running = [writer(path, 80, name) for name in "abc"]
    told = [each.communicate(timeout=60)[0].split() for each in running]
    assert [each.returncode for each in running] == [0, 0, 0]
    numbers = [int(number) for each in told for number in each]
    assert sorted(numbers) == list(range(1, 241))
    with Register(path) as register:
        assert register.verify().holds
        references = [register.consignment(id).consignment.reference for id in range(1, 241)]
    assert sorted(references) == sorted(f"{name}-{n}" for name in "abc" for n in range(80))


def test_a_process_killed_while_it_writes_leaves_what_it_acknowledged(path: Path) -> None:
    for round_ in range(3):
        running = writer(path, 100_000, f"round{round_}")
        assert running.stdout is not None
        acknowledged = [running.stdout.readline() for _ in range(15)]
        running.kill()
        acknowledged += running.stdout.readlines()
        running.stdout.close()
        assert running.wait() == -9
        last = int(acknowledged[-1])
        with Register(path) as register:
            proof = register.verify()
            assert proof.holds
            assert last <= proof.head.count <= last + 1
            assert register.open_consignment(consignment(), NAME) == proof.head.count + 1
