@NullMarked
package org.dubnium.daemon.serving;

import org.jspecify.annotations.NullMarked;
