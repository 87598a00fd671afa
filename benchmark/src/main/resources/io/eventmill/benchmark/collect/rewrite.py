"""The same collector as an expert would have it in Python: librdkafka, no models, answered when the log has all."""

import asyncio
import os
import threading

import ujson
from confluent_kafka import Producer
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response

TOPIC = os.environ["TOPIC"]
GOOD = b'{"message":"Events received successfully"}'

app = FastAPI()
producer = Producer(
    {
        "bootstrap.servers": os.environ["KAFKA"],
        "acks": "all",
        "enable.idempotence": True,
        "linger.ms": 0,
        "batch.size": 262144,
        "queue.buffering.max.messages": 1000000,
    }
)


def poll():
    while True:
        producer.poll(0.1)


threading.Thread(target=poll, daemon=True).start()


class Batch:
    """Counts what is still out; called by the polling thread only."""

    def __init__(self, size):
        self.left = size
        self.error = None
        self.loop = asyncio.get_running_loop()
        self.done = self.loop.create_future()

    def delivered(self, error, message):
        self.left -= 1
        self.error = self.error or error
        if self.left == 0:
            self.loop.call_soon_threadsafe(self.done.set_result, None)


def is_event(event):
    return (
        isinstance(event, dict)
        and type(event.get("id")) is int
        and isinstance(event.get("type"), str)
        and isinstance(event.get("event"), dict)
    )


@app.post("/collect")
async def collect(request: Request):
    try:
        events = ujson.loads(await request.body())
    except ValueError as error:
        raise HTTPException(status_code=422, detail=str(error))
    if not isinstance(events, list) or not all(map(is_event, events)):
        raise HTTPException(status_code=422, detail="expected an array of {id, type, event}")
    if events:
        batch = Batch(len(events))
        for event in events:
            producer.produce(TOPIC, ujson.dumps(event, ensure_ascii=False), on_delivery=batch.delivered)
        await batch.done
        if batch.error:
            raise HTTPException(status_code=503, detail=str(batch.error))
    return Response(GOOD, media_type="application/json")
