/** What a process asks of the kernel about itself. */
@NullMarked
package org.dubnium.common.process;

import org.jspecify.annotations.NullMarked;
