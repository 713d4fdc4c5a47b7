/** Files that are written whole, and streams with bounds. */
@NullMarked
package org.dubnium.common.io;

import org.jspecify.annotations.NullMarked;
