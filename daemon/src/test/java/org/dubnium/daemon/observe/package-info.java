@NullMarked
package org.dubnium.daemon.observe;

import org.jspecify.annotations.NullMarked;
