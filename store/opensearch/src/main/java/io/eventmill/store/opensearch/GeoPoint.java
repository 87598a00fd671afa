package io.eventmill.store.opensearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** Where an event was, when it says so in {@code latitude} and {@code longitude}. */
final class GeoPoint {
  private GeoPoint() {}

  static void write(JsonGenerator out, Map<String, EventFields.Value> fields) throws IOException {
    Double latitude = degrees(fields.get("/latitude"), 90);
    Double longitude = degrees(fields.get("/longitude"), 180);
    if (latitude != null && longitude != null) {
      out.writeObjectFieldStart("location");
      out.writeNumberField("lat", latitude);
      out.writeNumberField("lon", longitude);
      out.writeEndObject();
    }
  }

  /** Null for what is no number within the bounds; many senders write it as a string. */
  private static Double degrees(EventFields.Value value, double most) {
    if (value == null || value.text().length() > 40) {
      return null;
    }
    try {
      double degrees = Double.parseDouble(value.text());
      return Math.abs(degrees) <= most ? degrees : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
