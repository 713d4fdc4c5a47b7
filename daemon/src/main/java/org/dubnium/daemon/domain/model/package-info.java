/** The model that vllm.service is set to serve: its files, its shape, and how vLLM is to load it. */
@NullMarked
package org.dubnium.daemon.domain.model;

import org.jspecify.annotations.NullMarked;
