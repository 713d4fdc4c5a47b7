package org.dubnium.fleet.telemetry.scrape.exporter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionException;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Format;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;

/** What the exporters print, as their documentation describes it. */
final class ExporterOutput {

  private ExporterOutput() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ExporterOutput.class.getResourceAsStream(name + ".txt"), name)) {
      return in.readAllBytes();
    }
  }

  static Samples samples(byte[] text) throws IOException, ExpositionException {
    Samples samples = Mappers.samples();
    new ExpositionParser(Limits.DEFAULT)
        .parse(new ByteArrayInputStream(text), Format.TEXT, samples);
    return samples;
  }
}
