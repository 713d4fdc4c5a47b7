/** How long to wait. */
@NullMarked
package org.dubnium.common.time;

import org.jspecify.annotations.NullMarked;
