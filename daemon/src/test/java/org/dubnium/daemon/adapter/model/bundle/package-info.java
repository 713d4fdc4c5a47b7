@NullMarked
package org.dubnium.daemon.adapter.model.bundle;

import org.jspecify.annotations.NullMarked;
