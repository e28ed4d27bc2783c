"""A client that opens WebSocket connections, and what the server says of them.

Run as ``python -m sockets <scenario> <port>``; prints a JSON value.
"""

import asyncio
import json
import os
import signal
import sys

import httpx
import websockets

port = int(sys.argv[2])
NAME = "websocket_connections_active "


async def active():
    async with httpx.AsyncClient() as client:
        text = (await client.get(f"http://127.0.0.1:{port}/api/v1/metrics")).text
    return next(
        float(line[len(NAME) :]) for line in text.splitlines() if line.startswith(NAME)
    )


async def becomes(expected):
    """The number of connections, given time to become what it should be."""
    for _ in range(100):
        if await active() == expected:
            break
        await asyncio.sleep(0.05)
    return await active()


async def opened():
    """A connection, and the id of the process that holds it."""
    socket = await websockets.connect(f"ws://127.0.0.1:{port}/socket")
    return socket, json.loads(await socket.recv())


async def ends():
    """The number after each way in which a connection ends."""
    sockets = [(await opened())[0] for _ in range(4)]
    numbers = [await becomes(4)]
    try:
        await websockets.connect(f"ws://127.0.0.1:{port}/rejected")
    except websockets.InvalidHandshake:
        numbers.append("rejected")
    numbers.append(await becomes(4))
    await sockets[0].close()
    numbers.append(await becomes(3))
    await sockets[1].send("close")
    numbers.append(await becomes(2))
    await sockets[2].send("raise")
    numbers.append(await becomes(1))
    sockets[3].transport.abort()
    numbers.append(await becomes(0))
    return numbers


async def killed():
    """Of connections to several processes, those that are left when one is killed."""
    held = [await opened()]
    while len({pid for _, pid in held}) < 2:
        held.append(await opened())
    before = await becomes(len(held))
    victim = held[0][1]
    os.kill(victim, signal.SIGKILL)
    left = sum(pid != victim for _, pid in held)
    numbers = {"opened": [len(held), before], "left": [left, await becomes(left)]}
    for socket, _ in held:
        socket.transport.abort()
    return numbers


print(json.dumps(asyncio.run({"ends": ends, "killed": killed}[sys.argv[1]]())))
