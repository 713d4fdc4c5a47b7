package org.dubnium.daemon.domain.observation;

/**
 * What the model server has to do, all its engines together.
 *
 * @param running requests that are being answered ({@code vllm:num_requests_running})
 * @param waiting requests that wait for that ({@code vllm:num_requests_waiting})
 */
public record ServerLoad(long running, long waiting) {

  public boolean isIdle() {
    return running + waiting == 0;
  }
}
