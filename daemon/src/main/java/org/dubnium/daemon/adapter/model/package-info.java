/** The model that vllm.service is set to serve, as its files tell. */
@NullMarked
package org.dubnium.daemon.adapter.model;

import org.jspecify.annotations.NullMarked;
