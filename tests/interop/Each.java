import java.lang.reflect.InvocationTargetException;

/** Runs the programs that it is told of, one after the other; one that fails holds up no other. */
public class Each {
    public static void main(String[] names) throws ReflectiveOperationException {
        for (String name : names) {
            try {
                Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) names);
            } catch (InvocationTargetException failed) {
                System.err.println(name + ": " + failed.getCause());
            }
        }
    }
}
