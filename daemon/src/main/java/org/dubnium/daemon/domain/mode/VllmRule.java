package org.dubnium.daemon.domain.mode;

/** What a contract says about {@code vllm.service}. */
public enum VllmRule {
  REQUIRED,
  FORBIDDEN,
  ANY
}
