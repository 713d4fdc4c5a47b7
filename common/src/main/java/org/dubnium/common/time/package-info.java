/** Back-off between attempts. */
@NullMarked
package org.dubnium.common.time;

import org.jspecify.annotations.NullMarked;
