# gem install amazon-pay-api-sdk-ruby
# The SDK always speaks https; this sends what it signed to the emulator on this machine.
require 'amazon_pay'
require 'securerandom'

module AskTheEmulator
  EMULATOR = URI(@BASE_URL@)

  def send_request(_uri, request)
    request['host'] = "#{EMULATOR.host}:#{EMULATOR.port}"
    Net::HTTP.start(EMULATOR.host, EMULATOR.port) { |http| http.request(request) }
  end
end
ClientHelper.prepend(AskTheEmulator)

client = AmazonPayClient.new(
  public_key_id: @KEY_ID@,
  private_key: File.read(@KEY_FILE@),
  region: @REGION@,
)

answer = client.create_checkout_session(
  {
    storeId: 'amzn1.application-oa2-client.demo',
    webCheckoutDetails: { checkoutReviewReturnUrl: 'http://localhost:3000/review' },
  },
  headers: { 'x-amz-pay-idempotency-key' => SecureRandom.hex(16) },
)
puts "#{answer.code} #{answer.body}"
