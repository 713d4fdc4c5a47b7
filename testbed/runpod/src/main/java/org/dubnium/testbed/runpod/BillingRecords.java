package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dubnium.testbed.runpod.BillingWindow.Bucket;

/** The records of a billing answer and their totals. Amounts are USD. */
final class BillingRecords {

  private final List<String> names;
  private final double[] totals;
  private final ArrayNode records = Json.object().putArray("records");
  private final Set<String> resources = new HashSet<>();

  /**
   * No records yet.
   *
   * @param names of the amounts that each record has, next to their sum
   */
  BillingRecords(List<String> names) {
    this.names = List.copyOf(names);
    this.totals = new double[names.size()];
  }

  /** Adds a record of everything; the amounts are in the order of their names. */
  ObjectNode add(Bucket bucket, double... amounts) {
    ObjectNode entry = records.addObject();
    entry.put("startTime", bucket.start().toString()).put("endTime", bucket.end().toString());
    for (int index = 0; index < totals.length; index++) {
      totals[index] += amounts[index];
    }
    write(entry, amounts);
    return entry;
  }

  /** Adds a record of one resource, unless it cost nothing then. */
  void addOf(String idName, String id, Bucket bucket, double... amounts) {
    if (Arrays.stream(amounts).sum() > 0) {
      resources.add(id);
      add(bucket, amounts).put(idName, id);
    }
  }

  /** The body of the answer, with the query that it answers. */
  ObjectNode json(ObjectNode query) {
    ObjectNode body = Json.object();
    body.set("records", records);
    ObjectNode metadata = body.putObject("metadata");
    metadata.set("query", query);
    metadata.put("recordCount", records.size());
    write(metadata.putObject("totals"), totals);
    return body;
  }

  /** The same, with how many resources the records are of. */
  ObjectNode json(ObjectNode query, String countName) {
    ObjectNode body = json(query);
    body.withObject("/metadata").put(countName, resources.size());
    return body;
  }

  private void write(ObjectNode entry, double[] amounts) {
    entry.put("totalAmount", Arrays.stream(amounts).sum());
    for (int index = 0; index < amounts.length; index++) {
      entry.put(names.get(index), amounts[index]);
    }
  }
}
