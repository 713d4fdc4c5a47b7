/** What vLLM prints: how far a start is, and why one failed. */
@NullMarked
package org.dubnium.daemon.vllm;

import org.jspecify.annotations.NullMarked;
