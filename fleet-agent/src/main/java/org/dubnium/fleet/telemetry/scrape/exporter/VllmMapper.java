package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.OptionalDouble;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;

/**
 * A vLLM server: "Production Metrics" of its documentation. Each engine of a server has samples of
 * its own, which are added up; of the KV cache, of which every engine has one of the same size, the
 * mean.
 */
final class VllmMapper implements Mapper {

  private static final String RUNNING = "vllm:num_requests_running";
  private static final String WAITING = "vllm:num_requests_waiting";
  private static final String CACHE = "vllm:kv_cache_usage_perc";

  /** As vLLM called it before its engine V1. */
  private static final String OLD_CACHE = "vllm:gpu_cache_usage_perc";

  private static final String PROMPT = "vllm:prompt_tokens_total";
  private static final String GENERATION = "vllm:generation_tokens_total";

  @Override
  public Set<String> names() {
    return Set.of(RUNNING, WAITING, CACHE, OLD_CACHE, PROMPT, GENERATION);
  }

  @Override
  public void map(Selection samples, ReadingDraft draft) {
    draft.put(Metric.VLLM_REQUESTS_RUNNING, samples.sum(RUNNING));
    draft.put(Metric.VLLM_REQUESTS_WAITING, samples.sum(WAITING));
    draft.put(Metric.VLLM_PROMPT_TOKENS, samples.sum(PROMPT));
    draft.put(Metric.VLLM_GENERATION_TOKENS, samples.sum(GENERATION));
    draft.put(Metric.VLLM_KV_CACHE, percent(samples.mean(CACHE)));
    draft.put(Metric.VLLM_KV_CACHE, percent(samples.mean(OLD_CACHE)));
  }

  /** In spite of its name, 1 means all of it. */
  private static OptionalDouble percent(OptionalDouble ratio) {
    return ratio.isPresent()
        ? OptionalDouble.of(Unit.percent(ratio.getAsDouble()))
        : OptionalDouble.empty();
  }
}
