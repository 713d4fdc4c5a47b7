@NullMarked
package org.dubnium.daemon.adapter.vllm;

import org.jspecify.annotations.NullMarked;
