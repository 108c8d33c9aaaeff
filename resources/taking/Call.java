// software.amazon.pay:amazon-pay-api-sdk-java
@E@// The SDK always speaks https; this turns its calls to the emulator before they are signed.
import com.amazon.pay.api.AmazonPayResponse;
import com.amazon.pay.api.PayConfiguration;
import com.amazon.pay.api.WebstoreClient;
import com.amazon.pay.api.exceptions.AmazonPayClientException;
@N@import com.amazon.pay.api.types.Environment;
import com.amazon.pay.api.types.Region;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONObject;

public class Call {
    public static void main(String[] arguments) throws Exception {
        String key = new String(Files.readAllBytes(Paths.get(@KEY_FILE@)));
        PayConfiguration configuration = new PayConfiguration()
                .setPublicKeyId(@KEY_ID@)
                .setPrivateKey(key.toCharArray())
                .setRegion(Region.@REGION_NAME@)
@N@                .setEnvironment(Environment.@ENVIRONMENT_NAME@)
                .setAlgorithm(@ALGORITHM@);
@A@        WebstoreClient client = new WebstoreClient(configuration);
@E@        WebstoreClient client = new WebstoreClient(configuration) {
@E@            @Override
@E@            public AmazonPayResponse callAPI(URI uri, String method, Map<String, List<String>> query,
@E@                    String body, Map<String, String> headers) throws AmazonPayClientException {
@E@                String rest = uri.toString().replaceFirst("^https://[^/]+", "");
@E@                return super.callAPI(URI.create(@BASE_URL@ + rest), method, query, body, headers);
@E@            }
@E@        };

        Map<String, String> headers = new HashMap<>();
@K@        headers.put("x-amz-pay-idempotency-key", UUID.randomUUID().toString().replace("-", ""));
@S@        headers.put("x-amz-pay-simulation-code", @SIMULATION@);
@B@        JSONObject body = new JSONObject(String.join("\n",
@B@@BODY_LINES@
@B@        ));
        AmazonPayResponse answer = client.@METHOD@(@ARGUMENTS@);
        System.out.println(answer.getStatus() + " " + answer.getRawResponse());
    }
}
