@NullMarked
package org.dubnium.daemon;

import org.jspecify.annotations.NullMarked;
