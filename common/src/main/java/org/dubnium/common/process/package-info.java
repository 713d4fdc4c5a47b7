/** Attributes of this process in the kernel. */
@NullMarked
package org.dubnium.common.process;

import org.jspecify.annotations.NullMarked;
