package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.EventFilter;
import io.eventmill.store.GroupCount;
import io.eventmill.store.GroupQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /api/usage}: who has sent how many of what, a row per client and type. */
final class UsageQuestion extends StoreQuestion {
  private static final int ROWS_PER_PIECE = 5_000;

  UsageQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/usage";
  }

  @Override
  public List<String> parameters() {
    return with(FilterParams.NAMES, "by");
  }

  @Override
  public Answer ask(Params params, Media media) {
    EventFilter filter = filter(params);
    List<String> asked = params.all("by", config().filters());
    List<String> names = asked.isEmpty() ? config().usageBy() : asked;
    List<String> fields = new ArrayList<>();
    for (String name : names) {
      boolean own = name.equals("type") || name.equals("source");
      String pointer = own ? name : FieldName.pointer(name);
      if (pointer == null) {
        params.problem("by", "'" + name + "' names no field; " + FieldName.EXPECTED);
      } else {
        fields.add(pointer);
      }
    }
    int most = config().usageRowsMax();
    return new Pieces(names, media, () -> rows(filter, fields, most));
  }

  private List<GroupCount> rows(EventFilter filter, List<String> fields, int most) {
    List<GroupCount> rows = reader().groups(new GroupQuery(filter, fields, most + 1));
    if (rows.size() > most) {
      throw ApiException.of(
          400,
          "too_many_rows",
          "The report has more than %d rows (query.usage_rows_max); ask for a shorter time, fewer sources or types, or by fewer fields."
              .formatted(most));
    }
    return rows;
  }

  private interface Rows {
    List<GroupCount> get();
  }

  /** A whole report or none: what is told is never a part of it. */
  private static final class Pieces implements Answer {
    private final List<String> names;
    private final Media media;
    private final Rows source;
    private List<GroupCount> rows;
    private int told;

    Pieces(List<String> names, Media media, Rows source) {
      this.names = names;
      this.media = media;
      this.source = source;
    }

    @Override
    public Piece next() {
      boolean first = rows == null;
      rows = first ? source.get() : rows;
      int end = Math.min(rows.size(), told + ROWS_PER_PIECE);
      boolean last = end == rows.size();
      byte[] bytes = media == Media.CSV ? csv(first, end) : json(first, end, last);
      told = end;
      return new Piece(bytes, last, null);
    }

    private byte[] csv(boolean first, int end) {
      Csv csv = new Csv();
      if (first) {
        names.forEach(name -> csv.cell(FieldName.last(name)));
        csv.cell("events").end();
      }
      for (GroupCount row : rows.subList(told, end)) {
        row.values().forEach(csv::cell);
        csv.cell(row.count()).end();
      }
      return csv.bytes();
    }

    private byte[] json(boolean first, int end, boolean last) {
      StringBuilder out = new StringBuilder();
      if (first) {
        out.append("{\"by\":[");
        for (int i = 0; i < names.size(); i++) {
          JsonStrings.quote(names.get(i), out.append(i == 0 ? "" : ","));
        }
        out.append("],\n\"rows\":[");
      }
      for (int i = told; i < end; i++) {
        GroupCount row = rows.get(i);
        out.append(i == 0 ? "" : ",\n").append("{\"values\":[");
        for (int v = 0; v < row.values().size(); v++) {
          out.append(v == 0 ? "" : ",").append(JsonText.quoted(row.values().get(v)));
        }
        out.append("],\"events\":").append(row.count()).append('}');
      }
      return out.append(last ? "]}\n" : "").toString().getBytes(StandardCharsets.UTF_8);
    }
  }
}
