/** Streams with bounds. */
@NullMarked
package org.dubnium.common.io;

import org.jspecify.annotations.NullMarked;
