package postern.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement that is lent out again and again: closing it gives it back, without values and results. */
final class CachedStatement {
    private final PreparedStatement raw;
    private final PreparedStatement face;
    private ResultSet result;
    private boolean lent;
    private boolean failed;

    CachedStatement(PreparedStatement raw) {
        this.raw = raw;
        this.face = (PreparedStatement) Proxy.newProxyInstance(CachedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> call(method, arguments));
    }

    PreparedStatement face() {
        return face;
    }

    /** @return false if it is in use */
    boolean lend() {
        if (lent) {
            return false;
        }
        lent = true;
        return true;
    }

    /** The driver frees a statement that failed, without marking it closed; such a one is not lent out again. */
    boolean isUsable() {
        return !failed;
    }

    /** Drops it from the driver unless it is in use. */
    boolean discard() throws SQLException {
        if (!lent) {
            raw.close();
        }
        return !lent;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> {
                giveBack();
                yield null;
            }
            case "isClosed" -> !lent;
            default -> {
                Object answer = invoke(method, arguments);
                if (answer instanceof ResultSet rows) {
                    result = rows;
                }
                yield answer;
            }
        };
    }

    private Object invoke(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(raw, arguments);
        } catch (InvocationTargetException e) {
            failed = true;
            throw e.getCause();
        }
    }

    void giveBack() throws SQLException {
        if (lent) {
            lent = false;
            if (result != null) {
                result.close();
                result = null;
            }
            if (failed) {
                raw.close();
            } else {
                raw.clearParameters();
            }
        }
    }
}
