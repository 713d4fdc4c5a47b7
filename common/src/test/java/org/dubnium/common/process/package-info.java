@NullMarked
package org.dubnium.common.process;

import org.jspecify.annotations.NullMarked;
