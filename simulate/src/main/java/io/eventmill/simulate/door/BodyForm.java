package io.eventmill.simulate.door;

/** How a batch is written: a JSON object on each line, or one JSON array. */
public enum BodyForm {
  LINES("application/x-ndjson"),
  ARRAY("application/json");

  private final String contentType;

  BodyForm(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }
}
