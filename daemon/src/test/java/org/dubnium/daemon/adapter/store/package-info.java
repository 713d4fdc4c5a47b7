@NullMarked
package org.dubnium.daemon.adapter.store;

import org.jspecify.annotations.NullMarked;
