@NullMarked
package org.dubnium.daemon.adapter.model.seed;

import org.jspecify.annotations.NullMarked;
