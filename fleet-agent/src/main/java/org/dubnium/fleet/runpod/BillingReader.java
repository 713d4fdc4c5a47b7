package org.dubnium.fleet.runpod;

/** Reads bills of pods: schema ListPodBillingResponse. */
final class BillingReader {

  private BillingReader() {}

  static PodBilling billing(JsonAnswer.Listing<PodBilling.Entry> listing) throws AnswerException {
    Fields metadata = listing.rest().object("metadata");
    Fields query = metadata.object("query");
    return new PodBilling(
        listing.elements(),
        query.time("startTime"),
        query.time("endTime"),
        query.constant("bucketSize", BillingBucket.class, BillingBucket.UNKNOWN),
        amounts(metadata.object("totals")));
  }

  static PodBilling.Entry entry(Fields of) throws AnswerException {
    return new PodBilling.Entry(
        of.text("podId"), of.time("startTime"), of.time("endTime"), amounts(of));
  }

  private static PodBilling.Amounts amounts(Fields of) throws AnswerException {
    return new PodBilling.Amounts(
        of.number("totalAmount"),
        of.number("gpuAmount"),
        of.number("cpuAmount"),
        of.number("diskAmount"));
  }
}
