/** The running model server, as its companion unit writes it down. */
@NullMarked
package org.dubnium.daemon.adapter.vllm;

import org.jspecify.annotations.NullMarked;
