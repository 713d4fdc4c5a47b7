@NullMarked
package org.dubnium.common.log;

import org.jspecify.annotations.NullMarked;
