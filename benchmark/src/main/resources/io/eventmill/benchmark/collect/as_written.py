"""A click-stream collector as tutorials have it: a model for each event, a producer that nobody waits for."""

import json
import os
from typing import Any, Dict, List

from fastapi import FastAPI, HTTPException
from kafka import KafkaProducer
from pydantic import BaseModel


class ClickEvent(BaseModel):
    id: int
    type: str
    event: Dict[str, Any]


app = FastAPI()
producer = KafkaProducer(
    bootstrap_servers=os.environ["KAFKA"],
    value_serializer=lambda value: json.dumps(value).encode("utf-8"),
)


@app.post("/collect")
async def collect(events: List[ClickEvent]):
    try:
        for event in events:
            producer.send(os.environ["TOPIC"], value=event.dict())
        return {"message": "Events received successfully"}
    except Exception as error:
        raise HTTPException(status_code=500, detail=str(error))
