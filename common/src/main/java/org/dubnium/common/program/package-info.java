/** Command lines, exit statuses and the version of a program. */
@NullMarked
package org.dubnium.common.program;

import org.jspecify.annotations.NullMarked;
