package org.dubnium.fleet.runpod;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Reads the catalog, templates and volumes: schemas GpuType, DataCenter, Template, NetworkVolume. */
final class CatalogReader {

  private CatalogReader() {}

  static GpuType gpuType(Fields of) throws AnswerException {
    return new GpuType(
        of.text("id"),
        of.text("name"),
        of.text("manufacturer"),
        of.integer("memory"),
        offers(of),
        availability(of),
        of.optionalObjects("dataCenters", CatalogReader::stock));
  }

  private static Map<Cloud, GpuType.Offer> offers(Fields of) throws AnswerException {
    Fields price = of.object("price");
    Fields maxCount = of.object("maxCount");
    Map<Cloud, GpuType.Offer> offers = new EnumMap<>(Cloud.class);
    for (Cloud cloud : new Cloud[] {Cloud.SECURE, Cloud.COMMUNITY}) {
      String name = cloud.name().toLowerCase(Locale.ROOT);
      GpuType.Offer offer = new GpuType.Offer(price.number(name), maxCount.integer(name));
      if (of.truth(name)) {
        offers.put(cloud, offer);
      }
    }
    return offers;
  }

  private static Availability availability(Fields of) throws AnswerException {
    return of.optionalText("availability").isEmpty()
        ? Availability.UNKNOWN
        : of.constant("availability", Availability.class, Availability.UNKNOWN);
  }

  private static Stock stock(Fields of) throws AnswerException {
    return new Stock(
        of.text("id"),
        of.text("name"),
        of.constant("availability", Availability.class, Availability.UNKNOWN));
  }

  static DataCenter dataCenter(Fields of) throws AnswerException {
    return new DataCenter(
        of.text("id"),
        of.text("name"),
        of.text("region"),
        of.truth("globalNetwork"),
        of.constants("networkVolumeTypes", VolumeType.class, VolumeType.UNKNOWN),
        of.optionalObjects("gpuAvailability", CatalogReader::stock));
  }

  static Template template(Fields of) throws AnswerException {
    return new Template(of.text("id"), of.text("name"), of.text("image"), of.truth("serverless"));
  }

  static NetworkVolume networkVolume(Fields of) throws AnswerException {
    return new NetworkVolume(
        of.text("id"),
        of.text("name"),
        of.integer("size"),
        of.text("dataCenter"),
        of.constant("type", VolumeType.class, VolumeType.UNKNOWN));
  }
}
