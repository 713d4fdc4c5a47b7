@NullMarked
package org.dubnium.daemon.vllm;

import org.jspecify.annotations.NullMarked;
