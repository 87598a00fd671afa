package io.eventmill.read;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;

/** JSON lines: each line one object, sent byte for byte unless fields are mapped. */
final class JsonLines implements Decoder {
  private final JsonScanner scanner = new JsonScanner(JsonFields.of());
  private final FieldMap map;
  private final LineIds ids;
  private final String file;

  JsonLines(FieldMap map, LineIds ids, String file) {
    this.map = map;
    this.ids = ids;
    this.file = file;
  }

  @Override
  public Item decode(Line line, LineReader more) {
    byte[] json = line.bytes();
    try {
      if (map.isEmpty()) {
        scanner.scan(json);
        if (scanner.rootKind() != JsonKind.OBJECT) {
          throw new UnreadableException(JsonTree.notAnObject(scanner.rootKind()));
        }
        return new Item.Event(line.number(), json, json, false);
      }
      JsonTree tree = JsonTree.parse(json);
      map.apply(tree, new LineFacts(ids.next(json), line.number(), file));
      return new Item.Event(line.number(), json, tree.bytes(), false);
    } catch (JsonSyntaxException e) {
      return new Item.Unreadable(line.number(), json, "not JSON: " + e.getMessage());
    } catch (UnreadableException e) {
      return new Item.Unreadable(line.number(), json, e.getMessage());
    }
  }
}
