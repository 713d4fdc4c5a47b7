@NullMarked
package org.dubnium.common.xid;

import org.jspecify.annotations.NullMarked;
